import { ActionIcon, Button, Group, Modal, Stack, TagsInput, TextInput } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconAddressBook, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { useMay, useSession } from "@/api/session";
import { deleteList, listsQuery, type RecipientList, saveList } from "@/features/messages/messages";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure, tellFailure } from "@/ui/Failure";
import { count, day } from "@/ui/format";

/** Lists of plain addresses, such as the team that is told of an empty pool. */
export function ListsTab() {
  const { t } = useTranslation("messages");
  const { data, error, refetch } = useQuery(listsQuery);
  const [edited, edit] = useState<RecipientList | "new">();
  const mayCreate = useMay("MESSAGES_RECIPIENT_LIST_CREATE");
  const columns = useColumns(edit);
  const make = (
    <ActionButton
      why={!mayCreate && t("mayNot", { permission: "MESSAGES_RECIPIENT_LIST_CREATE" })}
      leftSection={<IconPlus size={16} />}
      onClick={() => edit("new")}
    >
      {t("lists.new")}
    </ActionButton>
  );
  return (
    <>
      <DataTable
        name="recipient-lists"
        label={t("tabs.lists")}
        columns={columns}
        rows={data}
        keyOf={(list) => list.id}
        error={error}
        retry={() => void refetch()}
        filters={data?.length ? make : undefined}
        empty={
          <Empty icon={IconAddressBook} title={t("lists.empty.title")} action={make}>
            {t("lists.empty.text")}
          </Empty>
        }
      />
      {edited && <ListDialog list={edited === "new" ? undefined : edited} close={() => edit(undefined)} />}
    </>
  );
}

function useColumns(edit: (list: RecipientList) => void): Column<RecipientList>[] {
  const { t } = useTranslation("messages");
  const { time_zone: zone } = useSession().workspace;
  return useMemo(
    () => [
      { id: "name", title: t("columns.name"), value: (list) => list.name, cell: (list) => <TwoLines main={list.name} sub={list.emails.slice(0, 4).join(", ") + (list.emails.length > 4 ? " …" : "")} /> },
      { id: "count", title: t("lists.addresses"), align: "right", value: (list) => list.emails.length, cell: (list) => count(list.emails.length) },
      { id: "created", title: t("columns.created"), value: (list) => list.created_at, cell: (list) => day(list.created_at, zone) },
      { id: "actions", title: t("columns.actions"), align: "right", cell: (list) => <Actions list={list} edit={edit} /> },
    ],
    [t, zone, edit],
  );
}

function Actions({ list, edit }: { list: RecipientList; edit: (list: RecipientList) => void }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const mayChange = useMay("MESSAGES_RECIPIENT_LIST_UPDATE");
  const mayDelete = useMay("MESSAGES_RECIPIENT_LIST_DELETE");
  const remove = useMutation({
    mutationFn: () => deleteList(list.id),
    onError: tellFailure,
    onSettled: () => client.invalidateQueries({ queryKey: listsQuery.queryKey }),
  });
  const ask = () =>
    modals.openConfirmModal({
      withCloseButton: false,
      title: t("lists.deleteTitle", { name: list.name }),
      children: t("lists.deleteText"),
      labels: { confirm: t("delete"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <Group justify="flex-end" gap={4} wrap="nowrap">
      {mayChange && (
        <ActionIcon variant="subtle" aria-label={t("editOf", { name: list.name })} onClick={() => edit(list)}>
          <IconPencil size={16} />
        </ActionIcon>
      )}
      {mayDelete && (
        <ActionIcon variant="subtle" color="red" aria-label={t("deleteOf", { name: list.name })} loading={remove.isPending} onClick={ask}>
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}

function ListDialog({ list, close }: { list: RecipientList | undefined; close: () => void }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const [name, setName] = useState(list?.name ?? "");
  const [emails, setEmails] = useState(list?.emails ?? []);
  const save = useMutation({
    mutationFn: () => saveList(list?.id, { name: name.trim(), emails }),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: listsQuery.queryKey }),
  });
  const { nameFault, emailsFault } = faultsOf(save.error, emails);
  return (
    <Modal opened onClose={close} title={list ? t("lists.edit") : t("lists.new")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <TextInput label={t("columns.name")} placeholder={t("lists.nameExample")} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} error={nameFault} />
          <TagsInput
            label={t("lists.addresses")}
            description={t("lists.addressesHelp")}
            placeholder={emails.length === 0 ? "ada@shop.example" : ""}
            splitChars={[",", ";", " ", "\n"]}
            maxTags={100}
            value={emails}
            onChange={setEmails}
            error={emailsFault}
          />
          {save.error && !emailsFault && !nameFault && <Failure error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <ActionButton type="submit" loading={save.isPending} why={(name.trim() === "" && t("lists.why.name")) || (emails.length === 0 && t("lists.why.emails"))}>
              {t("save")}
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What was refused of the name, and of which address. */
function faultsOf(error: unknown, emails: string[]): { nameFault?: string | undefined; emailsFault?: string | undefined } {
  if (!(error instanceof Problem)) return {};
  const wrong = error.faults.find((fault) => fault.pointer.startsWith("/body/emails"));
  const place = wrong && /\/emails\/(\d+)/.exec(wrong.pointer)?.[1];
  const told = place === undefined ? wrong?.message : `${emails[Number(place)] ?? ""}: ${wrong?.message ?? ""}`;
  return { nameFault: error.at("name"), emailsFault: told };
}
