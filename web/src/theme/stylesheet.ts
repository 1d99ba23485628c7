import { generateThemeStylesheet } from "@cloudscape-design/components/theming";
import { theme } from "./theme";

/** The theme as CSS; runs while building (vite.config.ts), never in the browser. */
export function themeCss(): string {
  return generateThemeStylesheet({ theme });
}
