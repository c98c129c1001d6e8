import { TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { sessionQuery, useSession } from "@/api/session";
import { changeName } from "@/features/account/account";
import { tell } from "@/ui/changes";
import { Part } from "@/ui/Part";
import { SendForm } from "@/ui/SendForm";

export function NameCard() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const { member } = useSession();
  const [name, setName] = useState(member.name);
  return (
    <Part title={t("name.title")} lead={t("name.lead")}>
      <SendForm
        fields={["name"]}
        submit={t("save")}
        send={() => changeName(name)}
        done={() => {
          tell(t("name.saved"));
          void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        }}
      >
        {(fault) => (
          <TextInput label={t("name.label")} autoComplete="name" maxLength={200} value={name} error={fault("name")} onChange={(event) => setName(event.currentTarget.value)} />
        )}
      </SendForm>
    </Part>
  );
}
