import { AppShell, Burger, Group, ScrollArea, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys, useOs } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { HeaderMenus } from "@/app/HeaderMenus";
import { Navigation } from "@/app/Navigation";
import { search } from "@/app/spotlight";
import { loadTheRest } from "@/i18n";
import { PAGE_TITLE } from "@/ui/arrival";

import "./shell.css";

const Search = lazy(() => import("@/app/Search"));

/** The frame around every page: where one is, where one can go, search and one's own things. */
export function Shell() {
  const { t } = useTranslation("app");
  const { workspace } = useSession();
  const [opened, menu] = useDisclosure();
  const { pathname } = useLocation();
  const mac = useOs() === "macos";
  useEffect(loadTheRest, []);
  // Here, since the search itself comes after the page; in fields too.
  useHotkeys([["mod+K", search.open]], []);
  useEffect(menu.close, [pathname]); // eslint-disable-line react-hooks/exhaustive-deps -- only where one goes matters
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="lg">
      <a className="lg-skip" href="#content">
        {t("shell.skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="xs" wrap="nowrap" className="lg-brand">
            <Burger opened={opened} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t("shell.menu")} />
            <Link to="/" className="lg-home" aria-label={t("shell.home")}>
              <img src="/console-assets/largesse.svg" width={26} height={26} alt="" />
              <Text fw={750} fz="lg" span visibleFrom="xs">
                Largesse
              </Text>
            </Link>
            <Text className="lg-workspace" fz="xs" fw={650} visibleFrom="md" title={workspace.name}>
              {workspace.name}
            </Text>
          </Group>
          <UnstyledButton className="lg-search" onClick={search.open}>
            <IconSearch size={16} aria-hidden />
            <Text fz="sm" c="dimmed" className="lg-grow" truncate>
              {t("search.hint")}
            </Text>
            <kbd>{mac ? "⌘ K" : "Ctrl K"}</kbd>
          </UnstyledButton>
          <HeaderMenus />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar>
        <ScrollArea type="auto" scrollbarSize={6} h="100%">
          <Navigation />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} aria-labelledby={PAGE_TITLE}>
        <Suspense fallback={<Skeleton height={40} maw={360} />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Suspense fallback={null}>
        <Search />
      </Suspense>
    </AppShell>
  );
}
