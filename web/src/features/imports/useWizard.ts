import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { headOf, keyOf } from "@/features/imports/files";
import { type Preview, previewOf, type Target } from "@/features/imports/imports";
import { type Dialect, type Extras, type Mapping, optionsOf, recalled, repeatedIn } from "@/features/imports/mapping";

/** The choices of somebody who imports a file, and what the server says to them. */
export interface Wizard {
  target: Target;
  file: File | undefined;
  dialect: Dialect;
  mapping: Mapping | undefined;
  extras: Extras;
  /** The file as it is cut now, with suggestions; and the same with the columns as they are mapped. */
  found: Preview | undefined;
  checked: Preview | undefined;
  busy: boolean;
  error: unknown;
  retry: () => void;
  /** Meanings given to two columns, which the server cannot be asked about. */
  repeated: string[];
  /** What the import is asked with. */
  options: Record<string, unknown>;
  /** Whether the mapping was remembered from an earlier file. */
  isRecalled: boolean;
  choose: (file: File | undefined) => void;
  cut: (patch: Partial<Dialect>) => void;
  map: (mapping: Mapping) => void;
  add: (patch: Partial<Extras>) => void;
  reset: () => void;
}

const NOTHING: Extras = {};

export function useWizard(target: Target): Wizard {
  const [file, setFile] = useState<File>();
  const [dialect, setDialect] = useState<Dialect>({});
  const [chosen, setChosen] = useState<Mapping>();
  const [extras, setExtras] = useState<Extras>(NOTHING);

  const { base, found } = useFound(target, file, dialect);
  const columns = useMemo(() => namesOf(found), [found]);
  const before = useMemo(() => earlier(target.what, found), [target.what, found]);
  const mapping = useMemo(() => chosen ?? before ?? suggested(found), [chosen, before, found]);
  const repeated = repeatedIn(mapping?.labels ?? []);
  const options = mapping ? optionsOf(target.what, dialect, columns, mapping, extras) : { ...dialect };
  const [asked] = useDebouncedValue(JSON.stringify(options), 300);
  const full = usePreview(target, file, JSON.parse(asked) as Record<string, unknown>, base.isSuccess && !base.isPlaceholderData && repeated.length === 0);

  const forget = () => {
    setChosen(undefined);
    setExtras(NOTHING);
  };
  return {
    target,
    file,
    dialect,
    mapping,
    extras,
    found,
    checked: full.data?.columns.length === found?.columns.length ? full.data : undefined,
    busy: base.isFetching || full.isFetching || asked !== JSON.stringify(options),
    error: base.error ?? full.error,
    retry: () => void (base.error ? base : full).refetch(),
    repeated,
    options,
    isRecalled: chosen === undefined && before !== undefined,
    choose: (next) => {
      setFile(next);
      setDialect({});
      forget();
    },
    cut: (patch) => {
      setDialect((now) => ({ ...now, ...patch }));
      setChosen(undefined);
    },
    map: setChosen,
    add: (patch) => setExtras((now) => ({ ...now, ...patch })),
    reset: forget,
  };
}

const namesOf = (found: Preview | undefined): string[] => found?.columns.map((column) => column.column) ?? [];

const suggested = (found: Preview | undefined): Mapping | undefined =>
  found && { labels: found.columns.map((column) => column.meaning), types: {} };

const earlier = (what: Target["what"], found: Preview | undefined): Mapping | undefined =>
  found?.has_header ? recalled(what, namesOf(found)) : undefined;

/** The file as it is cut now. A cut that fails, such as by a wrong encoding, leaves the one before, to be mended. */
function useFound(target: Target, file: File | undefined, dialect: Dialect) {
  const base = usePreview(target, file, { ...dialect }, true);
  const [read, setRead] = useState<{ file: File; found: Preview }>();
  if (file && base.data && !base.isPlaceholderData && read?.found !== base.data) setRead({ file, found: base.data });
  return { base, found: base.data ?? (read?.file === file ? read?.found : undefined) };
}

function usePreview(target: Target, file: File | undefined, options: Record<string, unknown>, enabled: boolean) {
  return useQuery({
    queryKey: ["import-previews", target.what, target.pool, file ? keyOf(file) : "", options],
    queryFn: async ({ signal }) => {
      if (!file) throw new Error("no file");
      return previewOf(target, await headOf(file), options, signal);
    },
    enabled: enabled && file !== undefined && (target.what !== "codes" || target.pool !== ""),
    placeholderData: (previous, query) => (query && file && query.queryKey[3] === keyOf(file) ? previous : undefined),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
}
