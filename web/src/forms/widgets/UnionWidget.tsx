import { Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { fresh } from "@/forms/fresh";
import { useHelp } from "@/forms/help";
import { ObjectFields } from "@/forms/ObjectFields";
import { membersOf, tagKey } from "@/forms/resolve";
import { isObject } from "@/forms/values";
import { inputOf, useNames, type WidgetProps } from "@/forms/widget";

/** One of several kinds of settings: which, and then its own. */
export function UnionWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const names = useNames();
  const { shape, value, onChange, definitions, faults, readOnly, required } = props;
  const help = useHelp(definitions);
  const members = membersOf(shape.schema, definitions);
  const key = tagKey(shape.schema);
  const usual: unknown = isObject(shape.schema.default) ? shape.schema.default[key] : undefined;
  const tag = isObject(value) ? value[key] : undefined;
  const member = members.find((each) => each.tag === (tag ?? usual));
  const input = inputOf(props);
  return (
    <div className="lg-part" role="group" aria-label={props.label}>
      <Stack gap="xs">
        <Select
          {...input}
          description={(member && help(member.schema.description, member.schema)) ?? input.description}
          data={members.map((each) => ({ value: each.tag, label: names.variant(each.tag) }))}
          value={typeof tag === "string" ? tag : (member?.tag ?? null)}
          placeholder={t("choose")}
          searchable={members.length > 12}
          allowDeselect={false}
          clearable={!required && shape.nullable}
          clearButtonProps={{ "aria-label": t("clear", { label: props.label }) }}
          onChange={(next) => {
            const chosen = members.find((each) => each.tag === next);
            if (chosen) onChange(fresh(chosen.schema, definitions));
            else if (shape.nullable) onChange(null);
          }}
        />
        {member && <ObjectFields key={member.tag} schema={member.schema} definitions={definitions} value={value} onChange={(next) => onChange(tagged(next, key, member.tag))} faults={faults} readOnly={readOnly} />}
      </Stack>
    </div>
  );
}

/** Settings that were not there before must say which they are. */
function tagged(value: unknown, key: string, tag: string): unknown {
  return isObject(value) && !(key in value) ? { [key]: tag, ...value } : value;
}
