import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";

export type Job = Schemas["JobView"];

/** Whether nothing more happens to the job. */
export const isOver = (job: Job): boolean => !["queued", "running"].includes(job.state);

/** A job, read each second until it is over. */
export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: ["jobs", jobId],
    queryFn: () => dataOf(api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: jobId } } })),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 1_000),
  });

export const cancelJob = (jobId: string) =>
  dataOf(api.POST("/v1/jobs/{job_id}/cancellations", { params: { path: { job_id: jobId } } }));

/** The counts of a job by their names, those in groups too; what is no number is left out. */
export function countsOf(job: Job): [string, number][] {
  const told = job.result ?? job.progress;
  const flat = (part: Record<string, unknown>, depth: number): [string, number][] =>
    Object.entries(part).flatMap(([name, value]): [string, number][] => {
      if (typeof value === "number") return HIDDEN.has(name) ? [] : [[name, value]];
      const group = typeof value === "object" && value !== null && !Array.isArray(value) && GROUPS.has(name);
      return group && depth === 0 ? flat(value as Record<string, unknown>, 1) : [];
    });
  return flat(told, 0);
}

// Book-keeping of a job that goes on after a crash: nobody's business.
const HIDDEN = new Set(["next_row", "position", "row", "profile", "after", "bytes"]);
const GROUPS = new Set(["counts", "refused", "figures"]);
