import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import { tokens } from "./tokens.ts";

const url = location.origin;
setWorkerUrl(`${url}/maplibre-gl-worker.mjs`);
// #region MapLibre
const map = new MapLibre({
  container: "map",
  style: `${url}/style.json`,
  async transformRequest(address) {
    if (!address.startsWith(url)) return { url: address };
    return { url: address, headers: { authorization: `Bearer ${await tokens.getToken()}` } };
  },
});
// #endregion

declare global {
  interface Window {
    isDrawn(): boolean;
    zoomIn(): void;
  }
}
window.isDrawn = () => map.loaded();
window.zoomIn = () => void map.setZoom(map.getZoom() + 2);
