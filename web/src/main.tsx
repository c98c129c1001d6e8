import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./ui/page.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "@/app/App";
import { startLanguage } from "@/i18n";
import { watchLayers } from "@/ui/layers";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
watchLayers();
void startLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
