import type { ComponentType } from "react";

import type { Shape } from "@/forms/shape";
import type { WidgetProps } from "@/forms/widget";
import { AlternativesWidget } from "@/forms/widgets/AlternativesWidget";
import { ChoicesWidget } from "@/forms/widgets/ChoicesWidget";
import { ChoiceWidget } from "@/forms/widgets/ChoiceWidget";
import { ClockWidget, isClock } from "@/forms/widgets/ClockWidget";
import { DurationWidget } from "@/forms/widgets/DurationWidget";
import { isWallMoment, MomentWidget, WallMomentWidget } from "@/forms/widgets/MomentWidget";
import { isKeyed, MapWidget } from "@/forms/widgets/MapWidget";
import { ListWidget } from "@/forms/widgets/ListWidget";
import { MoneyWidget } from "@/forms/widgets/MoneyWidget";
import { NumberWidget } from "@/forms/widgets/NumberWidget";
import { ObjectWidget } from "@/forms/widgets/ObjectWidget";
import { PICKERS } from "@/forms/widgets/pickers";
import { SwitchWidget } from "@/forms/widgets/SwitchWidget";
import { isTemplate, TemplateWidget } from "@/forms/widgets/TemplateWidget";
import { TextsWidget } from "@/forms/widgets/TextsWidget";
import { TextWidget } from "@/forms/widgets/TextWidget";
import { isTree, TreeWidget } from "@/forms/widgets/TreeWidget";
import { UnionWidget } from "@/forms/widgets/UnionWidget";
import { ZoneWidget } from "@/forms/widgets/ZoneWidget";

export interface WidgetEntry {
  fits: (shape: Shape, name: string, owner: string) => boolean;
  /** Whether it can show this value; what no widget can show is edited as JSON. */
  takes?: (value: unknown) => boolean;
  Widget: ComponentType<WidgetProps>;
}

const nothing = (value: unknown) => value === undefined || value === null;
const object = (value: unknown) => nothing(value) || (typeof value === "object" && !Array.isArray(value));
const list = (value: unknown) => nothing(value) || Array.isArray(value);
const scalar = (value: unknown) => nothing(value) || ["string", "number"].includes(typeof value);
const kind = (...kinds: Shape["kind"][]) => (shape: Shape) => kinds.includes(shape.kind);

/** Which widget shows which settings; the first that fits does. */
export const WIDGETS: readonly WidgetEntry[] = [
  ...PICKERS,
  { fits: (shape, name) => shape.kind === "text" && name === "zone", takes: scalar, Widget: ZoneWidget },
  { fits: isTree, takes: object, Widget: TreeWidget },
  { fits: isWallMoment, takes: scalar, Widget: WallMomentWidget },
  { fits: isClock, takes: scalar, Widget: ClockWidget },
  { fits: isTemplate, takes: scalar, Widget: TemplateWidget },
  { fits: kind("choice"), takes: scalar, Widget: ChoiceWidget },
  { fits: kind("switch"), takes: (value) => nothing(value) || typeof value === "boolean", Widget: SwitchWidget },
  { fits: kind("integer", "number", "decimal"), takes: scalar, Widget: NumberWidget },
  { fits: kind("money"), takes: (value) => scalar(value) || object(value), Widget: MoneyWidget },
  { fits: kind("duration"), takes: scalar, Widget: DurationWidget },
  { fits: kind("moment"), takes: scalar, Widget: MomentWidget },
  { fits: kind("date"), takes: scalar, Widget: ClockWidget },
  { fits: kind("text"), takes: scalar, Widget: TextWidget },
  { fits: kind("texts", "integers"), takes: list, Widget: TextsWidget },
  { fits: kind("choices"), takes: list, Widget: ChoicesWidget },
  { fits: kind("object"), takes: object, Widget: ObjectWidget },
  { fits: kind("union"), takes: object, Widget: UnionWidget },
  { fits: kind("list"), takes: list, Widget: ListWidget },
  { fits: isKeyed, takes: object, Widget: MapWidget },
  { fits: kind("alternatives"), Widget: AlternativesWidget },
];
