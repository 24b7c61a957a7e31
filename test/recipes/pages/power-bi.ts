import { factories, models, type Report, service } from "powerbi-client";
import { tokens } from "./tokens.ts";

declare global {
  interface Window {
    embed(): Promise<void>;
  }
}

const powerbi = new service.Service(factories.hpmFactory, factories.wpmpFactory, factories.routerFactory);
const container = document.body.appendChild(document.createElement("div"));
const reportId = "report";
const embedUrl = "https://app.powerbi.com/reportEmbed";

window.embed = async () => {
  // #region Power BI
  const report = powerbi.embed(container, {
    type: "report",
    id: reportId,
    embedUrl,
    tokenType: models.TokenType.Embed,
    accessToken: await tokens.getToken(),
  }) as Report;
  tokens.on("refreshed", ({ token }) => void report.setAccessToken(token.value));
  // #endregion
};
