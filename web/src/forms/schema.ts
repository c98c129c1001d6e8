/** JSON Schema as GET /v1/catalog gives it: what a form needs of draft 2020-12. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  examples?: unknown[];
  format?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  patternProperties?: Record<string, JsonSchema>;
  propertyNames?: JsonSchema;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  multipleOf?: number;
}

/** A variant of a family: what it is called and the settings it takes. */
export interface Variant {
  type: string;
  title: string;
  group: string | null;
  sentence: string | null;
  help: string;
  schema: JsonSchema;
  example: unknown;
}

export interface Families {
  families: Record<string, Variant[]>;
  definitions: Record<string, JsonSchema>;
}

/** What every schema-driven form is given; `value` is what the API takes, untouched where no field was touched. */
export interface SchemaFormProps {
  schema: JsonSchema;
  definitions: Record<string, JsonSchema>;
  value: unknown;
  onChange: (value: unknown) => void;
  /** What the server refused, by pointers that begin at this value (such as `/amount`). */
  faults?: readonly { pointer: string; message: string }[];
  readOnly?: boolean;
}
