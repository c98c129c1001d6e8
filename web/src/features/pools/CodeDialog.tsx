import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { CodeShown } from "@/features/pools/CodeShown";
import type { Code } from "@/features/pools/codes";

export function CodeDialog({ code, onClose }: { code: Code | undefined; onClose: () => void }) {
  const { t } = useTranslation("pools");
  return (
    <Modal opened={code !== undefined} onClose={onClose} title={t("codes.show")} centered closeButtonProps={{ "aria-label": t("close") }}>
      {code && <CodeShown code={code.code} />}
    </Modal>
  );
}
