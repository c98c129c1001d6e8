import { Modal, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { copyPromotion, type Promotion } from "@/features/promotions/promotions";
import { SendForm } from "@/ui/SendForm";

/** A draft that is like this one, under another name. */
export function CopyDialog({ promotion, opened, onClose }: { promotion: Promotion; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("promotions");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState(t("copy.name", { name: promotion.name }));
  return (
    <Modal opened={opened} onClose={onClose} title={t("copy.title", { name: promotion.name })}>
      <SendForm
        send={() => copyPromotion(promotion.id, name)}
        done={(made) => {
          onClose();
          void client.invalidateQueries({ queryKey: ["promotions"] });
          void navigate({ to: `/promotions/${made.id}` });
        }}
        submit={t("copy.submit")}
        fields={["name"]}
        onCancel={onClose}
        why={!name.trim() && t("create.whyName")}
      >
        {(fault) => <TextInput data-autofocus label={t("fields.name")} withAsterisk maxLength={200} value={name} error={fault("name")} onChange={(event) => setName(event.currentTarget.value)} />}
      </SendForm>
    </Modal>
  );
}
