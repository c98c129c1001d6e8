import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";

import { queries } from "@/api/queries";
import { sessionQuery } from "@/api/session";
import { Broken, Lost } from "@/app/Broken";
import { PAGES } from "@/app/pages";
import { Shell } from "@/app/Shell";

const root = createRootRoute({ component: Outlet, errorComponent: Broken, notFoundComponent: Lost });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("@/app/SignIn")),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  component: lazyRouteComponent(() => import("@/app/SetUp")),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  errorComponent: Broken,
  notFoundComponent: Lost,
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: "/sign-in", search: { then: location.href } as never });
    // The server lets such a member do nothing else.
    if (session.second_step_due && location.pathname !== "/account") throw redirect({ to: "/account" });
  },
});

const pages = Object.entries(PAGES).map(([path, load]) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load), errorComponent: Broken }),
);

export const router = createRouter({
  routeTree: root.addChildren([signIn, setUp, inside.addChildren(pages)]),
  defaultNotFoundComponent: Lost,
  defaultPreload: "intent",
  scrollRestoration: true,
});
