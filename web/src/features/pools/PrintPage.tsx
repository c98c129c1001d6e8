import "./print.css";

import { Alert, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconInfoCircle, IconPrinter, IconTicket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { BARCODES, barcodeOf, readCodes } from "@/features/pools/codes";
import { poolQuery } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { day } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const MOST = 500;
const DEFAULTS = { n: 24, size: "m", type: "", line: "" };

/** A sheet of cards with codes to cut out: what nobody has yet, drawn as QR code or bars. */
export default function PrintPage() {
  const { t } = useTranslation("pools");
  const { poolId = "" } = useParams({ strict: false });
  const { workspace } = useSession();
  const [view, change] = useUrlState(DEFAULTS);
  const amount = Math.min(MOST, Math.max(1, Math.round(view.n)));
  const { data: pool } = useQuery(poolQuery(poolId));
  const { data: page, error, refetch } = useQuery({
    queryKey: ["pools", poolId, "print", amount],
    queryFn: () => readFree(poolId, amount),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(new Set());
  const codes = page ?? [];
  const type = view.type || pool?.barcode_type || "QR_CODE";
  const pictures = codes.map((code) => barcodeOf(code.code, type));
  const waiting = pictures.filter((source) => !drawn.has(source)).length;
  const why = codes.length === 0 ? t("print.none") : waiting ? t("print.waiting", { count: waiting }) : undefined;
  return (
    <Page
      title={t("print.title")}
      lead={t("print.lead")}
      trail={[{ to: "/pools", label: t("title") }, { to: `/pools/${poolId}`, label: pool?.name ?? "…" }]}
      call={{ path: `/v1/pools/${poolId}/codes?state=unassigned&limit=${String(Math.min(200, amount))}`, operation: "listPoolCodes", tag: "pools" }}
      actions={
        <ActionButton why={why} leftSection={<IconPrinter size={17} />} onClick={() => window.print()}>
          {t("print.go")}
        </ActionButton>
      }
    >
      <Stack gap="sm" className="lg-no-print">
        <Alert color="indigo" variant="light" icon={<IconInfoCircle />}>
          {t("print.warning")}
        </Alert>
        <div className="lg-print-choices">
          <NumberInput label={t("print.count")} min={1} max={MOST} clampBehavior="strict" allowDecimal={false} value={amount} onChange={(next) => typeof next === "number" && next > 0 && change({ n: next })} />
          <Select label={t("print.type")} allowDeselect={false} value={type} onChange={(next) => change({ type: next ?? "" })} data={BARCODES.map((value) => ({ value, label: t(`barcodes.${value}`) }))} />
          <TextInput label={t("print.line")} placeholder={pool?.name} maxLength={80} value={view.line} onChange={(event) => change({ line: event.currentTarget.value })} />
          <div>
            <Text fz="sm" fw={500} id="card-size">
              {t("print.size")}
            </Text>
            <SegmentedControl fullWidth aria-labelledby="card-size" value={view.size} onChange={(size) => change({ size })} data={["s", "m", "l"].map((value) => ({ value, label: t(`print.sizes.${value}`) }))} />
          </div>
        </div>
      </Stack>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {page?.length === 0 && (
        <Empty icon={IconTicket} title={t("print.empty")}>
          {t("print.emptyText")}
        </Empty>
      )}
      <ul className="lg-sheet" data-size={view.size} aria-label={t("print.sheet")}>
        {codes.map((code, at) => (
          <li key={code.id} className="lg-card">
            <strong className="lg-words">{view.line || pool?.name}</strong>
            <Picture source={pictures[at] ?? ""} alt={t("codes.picture", { code: code.code })} done={(source) => setDrawn((before) => new Set(before).add(source))} />
            <span className="lg-mono lg-words">{code.code}</span>
            {(code.expires_at ?? pool?.codes_expire_at) && <small>{t("print.until", { day: day(code.expires_at ?? pool?.codes_expire_at ?? "", workspace.time_zone) })}</small>}
          </li>
        ))}
      </ul>
    </Page>
  );
}

async function readFree(poolId: string, amount: number) {
  const codes: Awaited<ReturnType<typeof readCodes>>["items"] = [];
  const now = Date.now();
  let cursor: string | undefined;
  do {
    const page = await readCodes(poolId, { state: "unassigned" }, Math.min(200, amount - codes.length), cursor);
    codes.push(...page.items.filter((code) => !code.expires_at || Date.parse(code.expires_at) > now));
    cursor = page.next_cursor ?? undefined;
  } while (cursor && codes.length < amount);
  return codes;
}

/** A picture, or why there is none: not every code can be drawn as every kind of bars. */
function Picture({ source, alt, done }: { source: string; alt: string; done: (source: string) => void }) {
  const { t } = useTranslation("pools");
  const [broken, breakIt] = useState<string>();
  if (broken === source) return <small role="note">{t("print.impossible")}</small>;
  return (
    <img
      src={source}
      alt={alt}
      onLoad={() => done(source)}
      onError={() => {
        breakIt(source);
        done(source);
      }}
    />
  );
}
