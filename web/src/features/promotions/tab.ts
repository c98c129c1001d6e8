import type { Promotion } from "@/features/promotions/promotions";
import type { Editing } from "@/features/promotions/useEdited";
import type { PlacedFault } from "@/forms/faults";
import type { Families } from "@/forms/schema";

/** What every tab of the editor is given. */
export interface TabProps {
  promotion: Promotion;
  catalog: Families;
  editing: Editing;
  /** What is wrong, by pointers into the definition. */
  faults: readonly PlacedFault[];
  readOnly: boolean;
  open: (tab: string) => void;
}
