import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { NAVIGATION } from "@/app/places";

/** Ctrl+K: pages and commands; what is typed finds objects, codes and customers too. */
export default function Search() {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const actions: SpotlightActionData[] = NAVIGATION.flatMap(({ places }) => places).map(({ to, name, icon: Icon }) => ({
    id: to,
    label: t(`nav.${name}`),
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => void navigate({ to }),
  }));
  return (
    <Spotlight
      actions={actions}
      shortcut={["mod + K"]}
      nothingFound={t("search.nothing")}
      searchProps={{ placeholder: t("search.hint"), "aria-label": t("search.title") }}
    />
  );
}
