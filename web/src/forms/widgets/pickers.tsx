import { type Source, sourceOf, SOURCES } from "@/forms/things";
import type { WidgetProps } from "@/forms/widget";
import type { WidgetEntry } from "@/forms/widgets";
import { PickerWidget } from "@/forms/widgets/PickerWidget";

function entry(source: Source): WidgetEntry {
  function Picker(props: WidgetProps) {
    return <PickerWidget {...props} source={source} />;
  }
  return { fits: (shape, name, owner) => ["text", "texts"].includes(shape.kind) && sourceOf(name, owner) === source, Widget: Picker };
}

/** Settings that name a thing of the workspace. */
export const PICKERS: readonly WidgetEntry[] = SOURCES.map(entry);
