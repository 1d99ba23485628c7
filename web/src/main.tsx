import "@cloudscape-design/global-styles/index.css";
import "virtual:theme.css";
import "./app.css";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { startAppearance } from "./hooks/appearance";

startAppearance();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
