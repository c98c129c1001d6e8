import { queryOptions } from "@tanstack/react-query";

/** Enough for a thousand rows of any width that people have. */
const HEAD_BYTES = 4 << 20;
export const MOST_BYTES = 512 << 20;

/** What tells a chosen file from another. */
export const keyOf = (file: File): string => `${file.name}/${file.size}/${file.lastModified}`;

/**
 * The first whole lines of a large text file, which is all that a preview looks at; other files whole.
 * Spreadsheets cannot be cut, nor can texts whose characters have two bytes: both hold NULs.
 */
export async function headOf(file: File): Promise<File> {
  if (file.size <= HEAD_BYTES) return file;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const end = head.lastIndexOf(10) + 1;
  return end === 0 || isBinary(head) ? file : new File([head.subarray(0, end)], file.name);
}

const isBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, 4096).includes(0);

/** How many lines a text file has; null for spreadsheets, where only the server knows. */
export const linesQuery = (file: File | undefined) =>
  queryOptions({
    queryKey: ["import-lines", file ? keyOf(file) : ""],
    queryFn: () => (file ? countLines(file) : null),
    enabled: file !== undefined,
    staleTime: Infinity,
  });

async function countLines(file: File): Promise<number | null> {
  let lines = 0;
  let last = 10;
  let first = true;
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (first && isBinary(value)) {
      await reader.cancel();
      return null;
    }
    first = false;
    for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, at + 1)) lines += 1;
    last = value[value.length - 1] ?? last;
  }
  return last === 10 ? lines : lines + 1;
}

const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;

/** The size of a file in words, such as "1.4 MB". */
export function sizeOf(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3) - 1));
  const form = new Intl.NumberFormat(language, { style: "unit", unit: UNITS[step] ?? "kilobyte", maximumFractionDigits: 1 });
  return form.format(bytes / 1000 ** (step + 1));
}
