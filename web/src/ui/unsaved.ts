import { modals } from "@mantine/modals";
import { useBlocker } from "@tanstack/react-router";
import i18next from "i18next";
import { useCallback, useRef } from "react";

/** Asks before what was typed is lost; what is handed to the function it gives goes away without being asked. */
export function useUnsaved(dirty: boolean): (go: () => void) => void {
  const free = useRef(false);
  useBlocker({
    shouldBlockFn: async ({ current, next }) => dirty && !free.current && current.pathname !== next.pathname && !(await mayLeave()),
    enableBeforeUnload: () => dirty && !free.current,
  });
  return useCallback((go) => {
    free.current = true;
    go();
    setTimeout(() => (free.current = false), 500);
  }, []);
}

const mayLeave = () =>
  new Promise<boolean>((answer) => {
    modals.openConfirmModal({
      withCloseButton: false,
      title: i18next.t("app:unsaved.title"),
      children: i18next.t("app:unsaved.text"),
      labels: { confirm: i18next.t("app:unsaved.leave"), cancel: i18next.t("app:unsaved.stay") },
      confirmProps: { color: "red" },
      onConfirm: () => answer(true),
      onCancel: () => answer(false),
      onClose: () => answer(false),
    });
  });
