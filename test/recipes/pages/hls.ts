import Hls from "hls.js";
import { tokens } from "./tokens.ts";

const url = "/live.m3u8";
// #region hls.js
const hls = new Hls({
  async xhrSetup(xhr, url) {
    const token = await tokens.getToken();
    xhr.open("GET", url);
    xhr.setRequestHeader("authorization", `Bearer ${token}`);
  },
});
hls.loadSource(url);
// #endregion
