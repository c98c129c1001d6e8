import type { Schemas } from "@/api/client";

export type Operator = Schemas["Operator"];
export type OperatorName = Operator["operator"];
type Fields = "none" | "text" | "texts" | "number" | "numbers" | "date" | "dates" | "span";

/** Every test of a value: which fields it has. The server knows no others (the type says so). */
export const FIELDS: Record<OperatorName, Fields> = {
  not_empty: "none",
  empty: "none",
  string_equal: "text",
  string_not_equal: "text",
  string_contains: "text",
  string_not_contains: "text",
  string_starts_with: "text",
  string_ends_with: "text",
  string_in: "texts",
  string_not_in: "texts",
  string_like: "text",
  number_equal: "number",
  number_not_equal: "number",
  number_less_than: "number",
  number_less_or_equal: "number",
  number_more_than: "number",
  number_more_or_equal: "number",
  number_between: "numbers",
  date_before: "date",
  date_after: "date",
  date_between: "dates",
  date_in_last: "span",
  date_in_next: "span",
  date_today: "none",
  date_anniversary: "none",
  boolean_true: "none",
  boolean_false: "none",
  array_contains: "text",
  array_contains_any: "texts",
  array_contains_all: "texts",
};

/** The groups of the list of tests, by how their names begin. */
export const GROUPS: { name: string; operators: OperatorName[] }[] = [
  { name: "presence", operators: ["not_empty", "empty"] },
  ...["string", "number", "date", "boolean", "array"].map((name) => ({
    name,
    operators: (Object.keys(FIELDS) as OperatorName[]).filter((operator) => operator.startsWith(`${name}_`)),
  })),
];

const EMPTY_FIELDS: Record<Fields, object> = {
  none: {},
  text: { value: "" },
  texts: { values: [] },
  number: { value: 0 },
  numbers: { minimum: 0, maximum: 100 },
  date: { value: "" },
  dates: { start: "", end: "" },
  span: { amount: 30, unit: "days" },
};

/** The test of that name; what was typed stays where the fields are the same. */
export function otherOperator(before: Operator, name: OperatorName): Operator {
  const kept = FIELDS[before.operator] === FIELDS[name] ? before : EMPTY_FIELDS[FIELDS[name]];
  return { ...kept, operator: name } as Operator;
}

/** Whether nothing is left to fill in. */
export function isWhole(test: Operator): boolean {
  const { operator, ...fields } = test;
  void operator;
  return Object.values(fields).every((value) => value !== "" && value !== null && !(Array.isArray(value) && value.length === 0));
}
