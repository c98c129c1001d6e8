import { Text, useComputedColorScheme, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { useSession } from "@/api/session";
import { COMMANDS, type Found, HIT_ICONS, KINDS, pathOf } from "@/app/finds";
import { NAVIGATION } from "@/app/places";
import { markFirst, searchStore } from "@/app/spotlight";
import { saidOf } from "@/ui/Failure";

const PAUSE_MS = 200;

/** Ctrl+K: pages and commands; what is typed finds objects, codes and customers too. */
export default function Search() {
  const { t } = useTranslation("app");
  const [query, type] = useState("");
  const [settled] = useDebouncedValue(query.trim(), PAUSE_MS);
  const wanted = query.trim() === "" ? "" : settled;
  const { data, error, isFetching } = useQuery({
    queryKey: ["search", wanted],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/v1/search", { params: { query: { q: wanted } }, signal }))).items,
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const words = query.trim().toLowerCase();
  const waits = words !== "" && (isFetching || query.trim() !== settled);
  // What was found for other words stays only where it fits these too, lest Enter open it.
  const hits = wanted === "" ? [] : (data ?? []).filter(({ title, note }) => !waits || `${title} ${note}`.toLowerCase().includes(words));
  const groups = [...usePlaces(words), ...useHits(hits)];
  const said = error && wanted !== "" ? saidOf(error) : t(waits ? "search.waiting" : "search.nothing");
  const found = groups.reduce((sum, group) => sum + group.items.length, 0);
  const lines = groups.flatMap(({ items }) => items.map(({ key }) => key)).join(" ");
  useEffect(() => {
    if (words !== "") markFirst();
  }, [words, lines]);
  return (
    <Spotlight.Root store={searchStore} query={query} onQueryChange={type} shortcut={null} scrollable maxHeight="min(28rem, 70vh)" attributes={{ content: { "aria-label": t("search.title") } }}>
      <Spotlight.Search placeholder={t("search.hint")} aria-label={t("search.title")} leftSection={<IconSearch size={18} aria-hidden />} maxLength={100} />
      <VisuallyHidden role="status">{query.trim() !== "" && !waits ? t("search.found", { count: found }) : ""}</VisuallyHidden>
      <Spotlight.ActionsList>
        {groups.map(({ name, items }) => (
          <Spotlight.ActionsGroup key={name} label={name} role="group" aria-label={name}>
            {items.map(({ key, label, note, icon: Icon, open }) => (
              <Spotlight.Action key={key} onClick={open}>
                <Icon size={18} aria-hidden />
                <div className="lg-find">
                  <Text fz="sm" fw={550} truncate>
                    {label}
                  </Text>
                  {note !== "" && (
                    <Text fz="xs" c="dimmed" truncate>
                      {note}
                    </Text>
                  )}
                </div>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found === 0 && <Spotlight.Empty>{said}</Spotlight.Empty>}
        {found > 0 && waits && (
          <Text fz="xs" c="dimmed" ta="center" py={4}>
            {t("search.waiting")}
          </Text>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Pages and commands whose name has these words in it. */
function usePlaces(words: string): { name: string; items: Found[] }[] {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const { member } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const pages = NAVIGATION.flatMap(({ places }) => places).map(
    ({ to, name, icon }): Found => ({ key: to, label: t(`nav.${name}`), note: "", icon, open: () => void navigate({ to }) }),
  );
  const commands = COMMANDS.filter(({ needs }) => needs === undefined || member.permissions.includes(needs)).map(
    ({ name, icon, to, search }): Found => ({
      key: name,
      label: t(name === "colours" ? (dark ? "shell.light" : "shell.dark") : `search.commands.${name}`),
      note: "",
      icon,
      open: () => {
        if (name === "colours") setColorScheme(dark ? "light" : "dark");
        else if (to.startsWith("/docs")) window.open(to, "_blank", "noreferrer");
        else void navigate({ to, search: search ?? {} } as never);
      },
    }),
  );
  return [
    { name: t("search.pages"), items: pages.filter(({ label }) => label.toLowerCase().includes(words)) },
    { name: t("search.doing"), items: commands.filter(({ label }) => label.toLowerCase().includes(words)) },
  ].filter(({ items }) => items.length > 0);
}

/** What the server found, by kind. */
function useHits(hits: Parameters<typeof pathOf>[0][]): { name: string; items: Found[] }[] {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  return KINDS.map((kind) => ({
    name: t(`search.kinds.${kind}`),
    items: hits
      .filter((hit) => hit.kind === kind)
      .map((hit): Found => ({
        key: `${kind} ${hit.id}`,
        label: hit.title,
        note: kind === "code" ? t(`search.states.${hit.note}`) : hit.note,
        icon: HIT_ICONS[kind],
        open: () => void navigate(pathOf(hit) as never),
      })),
  })).filter(({ items }) => items.length > 0);
}
