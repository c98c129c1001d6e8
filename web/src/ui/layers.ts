const DIALOG = "[role=dialog]";
const LAYER = `${DIALOG}, [role=menu], [role=listbox]`;
const CLOSE = ".mantine-Modal-close, .mantine-Drawer-close";
// Longer than a dialog itself takes to give the focus back.
const SOON = 40;

const isDialog = (node: Node): boolean => node instanceof Element && (node.matches(DIALOG) || node.querySelector(DIALOG) !== null);

/**
 * What no single dialog can see to: Escape closes only the uppermost of several; and when one goes, whoever used the
 * keyboard stands again where it was opened, also when the item of a menu that opened it is gone.
 */
export function watchLayers(): void {
  const held = new Map<Element, HTMLElement>();
  const giveBack = () => {
    const dialog = [...document.querySelectorAll(DIALOG)].at(-1);
    const isPlaced = dialog ? dialog.contains(document.activeElement) : document.activeElement !== document.body;
    if (isPlaced) return;
    const layer = dialog ?? document.body;
    const last = held.get(layer);
    (last?.isConnected ? last : document.getElementById("content"))?.focus({ preventScroll: true });
    for (const gone of held.keys()) if (!gone.isConnected) held.delete(gone);
  };
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) held.set(target.closest(LAYER) ?? document.body, target);
  });
  window.addEventListener(
    "keydown",
    (event) => {
      const open = [...document.querySelectorAll(DIALOG)];
      const at = event.target instanceof Element ? event.target : undefined;
      const taken = at?.getAttribute("data-mantine-stop-propagation") === "true";
      if (event.key !== "Escape" || event.isComposing || taken || open.length < 2) return;
      // Another may still be fading away above the one that has the focus.
      const close = (at?.closest(DIALOG) ?? open.at(-1))?.querySelector<HTMLElement>(CLOSE);
      if (!close) return;
      event.stopImmediatePropagation();
      close.click();
    },
    { capture: true },
  );
  new MutationObserver((changes) => {
    if (changes.some(({ removedNodes }) => [...removedNodes].some(isDialog))) setTimeout(giveBack, SOON);
  }).observe(document.body, { childList: true, subtree: true });
}
