import react from "@vitejs/plugin-react";
import { createRequire } from "node:module";
import { build, defineConfig, type Plugin } from "vite";

// The server's Content-Security-Policy allows fonts of its own origin only, and Cloudscape's eight embedded ones cost
// 135 kB gzipped: the system's fonts do (theme.ts names them).
function withoutEmbeddedFonts(): Plugin {
  return {
    name: "keytrail:without-embedded-fonts",
    enforce: "pre",
    transform(code, id) {
      return /global-styles[\\/]index\.css/.test(id) ? { code: code.replace(/@font-face\s*\{[^}]*\}/g, ""), map: null } : undefined;
    },
  };
}

// AppLayout carries two more layouts, one for AWS's own consoles and one of an older design, that it never shows here.
function withoutOtherLayouts(): Plugin {
  const none = "\0keytrail:no-layout";
  return {
    name: "keytrail:without-other-layouts",
    enforce: "pre",
    resolveId: (source, importer) => ((source === "./classic" || source === "./visual-refresh-toolbar") && /app-layout[\\/]internal\.js$/.test(importer ?? "") ? none : undefined),
    load: (id) => (id === none ? "export default () => null;" : undefined),
  };
}

// Cloudscape applies a theme by a <style> element, which the policy forbids: here the same rules become a style sheet.
function themeStyleSheet(): Plugin {
  const id = "virtual:theme.css";
  return {
    name: "keytrail:theme",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(resolved) {
      if (resolved !== `\0${id}`) return undefined;
      const bundled = await build({
        configFile: false,
        logLevel: "error",
        ssr: { noExternal: true },
        build: { ssr: "src/theme/stylesheet.ts", write: false },
      });
      const chunk = "output" in bundled ? bundled.output[0].code : "";
      const { themeCss } = (await import(`data:text/javascript;base64,${Buffer.from(chunk).toString("base64")}`)) as { themeCss: () => string };
      return themeCss();
    },
  };
}

const require = createRequire(import.meta.url);
const { version } = require("./package.json") as { version: string };

// `npm run dev` against a running server: KEYTRAIL_URL, and KEYTRAIL_TOKEN (the line of its admin-token).
const server = process.env["KEYTRAIL_URL"] ?? "http://127.0.0.1:8080";
const token = process.env["KEYTRAIL_TOKEN"];

export default defineConfig({
  plugins: [react(), withoutEmbeddedFonts(), withoutOtherLayouts(), themeStyleSheet()],
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    outDir: "target/classes/webroot",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    manifest: true,
  },
  server: {
    proxy: {
      "/api": { target: server, headers: token ? { authorization: `Bearer ${token}` } : {} },
    },
  },
});
