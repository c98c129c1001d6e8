import { QueryClient } from "@tanstack/react-query";

import { Problem } from "@/api/problem";

/** What was read is shown at once and read again; what the caller got wrong is not asked a second time. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && (!(error instanceof Problem) || error.status === 0 || error.status === 503),
    },
  },
});
