import { ActionIcon, Menu, Modal, TextInput } from "@mantine/core";
import { IconDots, IconLock, IconPencil, IconPlus, IconSearch, IconShieldOff, IconUserOff, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { MemberForm, PasswordForm } from "@/features/settings/MemberForms";
import { changeMember, type Member, membersQuery, removeSecondStep } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ActionItem } from "@/ui/ActionItem";
import { ask, useChange } from "@/ui/changes";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { day } from "@/ui/format";
import { useRoleName } from "@/ui/RoleSelect";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", sort: "name" };

type Doing = { what: "new" } | { what: "edit" | "password"; member: Member };

export default function MembersTab() {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(membersQuery);
  const [doing, setDoing] = useState<Doing>();
  const mayCreate = useMay("ACCOUNTS_MEMBER_CREATE");
  const columns = useMemberColumns(setDoing);
  const shown = useMemo(() => data?.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(view.q.trim().toLowerCase())), [data, view.q]);
  const close = () => setDoing(undefined);
  return (
    <>
      <DataTable
        name="members"
        label={t("tabs.members")}
        columns={columns}
        rows={shown}
        keyOf={(member) => member.id}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput aria-label={t("members.filter")} placeholder={t("members.filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
            <ActionButton why={!mayCreate && t("mayNot", { permission: "ACCOUNTS_MEMBER_CREATE" })} leftSection={<IconPlus size={17} />} onClick={() => setDoing({ what: "new" })}>
              {t("members.new")}
            </ActionButton>
          </>
        }
        empty={<Empty icon={IconUsers} title={t("members.none")}>{t("members.noneText")}</Empty>}
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing?.what === "new" || doing?.what === "edit"} onClose={close} size="xl" title={doing?.what === "edit" ? t("editOf", { name: doing.member.name || doing.member.email }) : t("members.new")} closeOnClickOutside={false}>
        {doing && doing.what !== "password" && <MemberForm member={doing.what === "edit" ? doing.member : undefined} onClose={close} />}
      </Modal>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing?.what === "password"} onClose={close} title={t("members.password")}>
        {doing?.what === "password" && <PasswordForm member={doing.member} onClose={close} />}
      </Modal>
    </>
  );
}

function useMemberColumns(act: (doing: Doing) => void): Column<Member>[] {
  const { t } = useTranslation("settings");
  const { workspace, member: self } = useSession();
  const roleName = useRoleName();
  return [
    { id: "name", title: t("members.columns.name"), value: (member) => member.name || member.email, cell: (member) => <TwoLines main={member.name || member.email} sub={member.id === self.id ? `${member.email} · ${t("members.you")}` : member.email} /> },
    { id: "email", title: t("members.columns.email"), hidden: true, value: (member) => member.email, cell: (member) => member.email },
    { id: "role", title: t("members.columns.role"), value: (member) => roleName(member.permissions), cell: (member) => roleName(member.permissions) },
    {
      id: "step",
      title: t("members.columns.step"),
      value: (member) => t(member.second_step_since ? "members.stepOn" : "members.stepOff"),
      cell: (member) => <Status tone={member.second_step_since ? "good" : "idle"}>{t(member.second_step_since ? "members.stepOn" : "members.stepOff")}</Status>,
    },
    { id: "added", title: t("members.columns.added"), value: (member) => member.created_at, cell: (member) => day(member.created_at, workspace.time_zone) },
    {
      id: "state",
      title: t("members.columns.state"),
      value: (member) => t(member.disabled_at ? "members.disabled" : "members.active"),
      cell: (member) => <Status tone={member.disabled_at ? "paused" : "good"}>{t(member.disabled_at ? "members.disabled" : "members.active")}</Status>,
    },
    { id: "actions", title: t("actions"), align: "right", cell: (member) => <MemberMenu member={member} act={act} /> },
  ];
}

function MemberMenu({ member, act }: { member: Member; act: (doing: Doing) => void }) {
  const { t } = useTranslation("settings");
  const { member: self } = useSession();
  const may = useMay("ACCOUNTS_MEMBER_UPDATE");
  const name = member.name || member.email;
  const disable = useChange([membersQuery.queryKey], (disabled: boolean) => changeMember(member.id, { disabled }), (after) => t(after.disabled_at ? "members.wasDisabled" : "members.wasEnabled", { name }));
  const unstep = useChange([membersQuery.queryKey], removeSecondStep, () => t("members.stepRemoved", { name }));
  const why = !may && t("mayNot", { permission: "ACCOUNTS_MEMBER_UPDATE" });
  const turn = () => {
    if (member.disabled_at) disable.mutate(false);
    else ask({ title: t("members.disableTitle", { name }), text: t("members.disableText"), confirm: t("members.disable"), onConfirm: () => disable.mutate(true) });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t("members.actionsOf", { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItem why={why} leftSection={<IconPencil size={16} />} onClick={() => act({ what: "edit", member })}>
          {t("members.edit")}
        </ActionItem>
        <ActionItem why={why} leftSection={<IconLock size={16} />} onClick={() => act({ what: "password", member })}>
          {t("members.password")}
        </ActionItem>
        {member.second_step_since && (
          <ActionItem why={why} leftSection={<IconShieldOff size={16} />} onClick={() => ask({ title: t("members.stepTitle", { name }), text: t("members.stepText"), confirm: t("members.removeStep"), onConfirm: () => unstep.mutate(member.id) })}>
            {t("members.removeStep")}
          </ActionItem>
        )}
        <Menu.Divider />
        <ActionItem why={why || (member.id === self.id && t("members.notYourself"))} color="red" leftSection={<IconUserOff size={16} />} onClick={turn}>
          {t(member.disabled_at ? "members.enable" : "members.disable")}
        </ActionItem>
      </Menu.Dropdown>
    </Menu>
  );
}
