import codes from "@/features/imports/examples/codes.csv?raw";
import customers from "@/features/imports/examples/customers.csv?raw";
import events from "@/features/imports/examples/events.csv?raw";
import promotions from "@/features/imports/examples/promotions.csv?raw";
import type { What } from "@/features/imports/imports";
import { saveFile } from "@/ui/csv";

const EXAMPLES: Record<What, string> = { codes, customers, events, promotions };

/** Hands the reader a file that can be imported as it is; the tests import it too. */
export function saveExample(what: What): void {
  saveFile(`${what}.csv`, new Blob(["\uFEFF", EXAMPLES[what]], { type: "text/csv" }));
}
