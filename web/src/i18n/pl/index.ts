const files = import.meta.glob<Record<string, unknown>>("./*.json", { eager: true, import: "default" });

/** The texts of this language by their file: `t("pools:title")`. */
export const catalogue = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice(2, -".json".length), texts]),
);
