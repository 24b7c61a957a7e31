import { provideHttpClient, withInterceptors } from "@angular/common/http";
import { bootstrapApplication } from "@angular/platform-browser";
import { tokenInterceptor } from "evertoken/angular";
import { App } from "./app";
import { tokens } from "./tokens";

await bootstrapApplication(App, {
  providers: [provideHttpClient(withInterceptors([tokenInterceptor(tokens)]))],
});
