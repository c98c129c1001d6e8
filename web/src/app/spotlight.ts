import { createSpotlight } from "@mantine/spotlight";

/** The one search of the console, and what opens and closes it. */
export const [searchStore, search] = createSpotlight();

/** Marks the first line for Enter where none is marked, such as after new lines came; else keeps the mark where it is. */
export function markFirst(): void {
  const state = searchStore.getState();
  const lines = [...(document.getElementById(state.listId)?.querySelectorAll("[data-action]") ?? [])];
  const marked = Math.max(0, lines.findIndex((line) => line.hasAttribute("data-selected")));
  lines[marked]?.setAttribute("data-selected", "true");
  searchStore.setState({ ...state, selected: lines.length > 0 ? marked : -1 });
}
