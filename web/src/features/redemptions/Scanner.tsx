import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconCamera, IconCameraOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { newLook } from "@/features/redemptions/seeing";

const EVERY = 150;
// What a browser calls the two things that most often stand in the way.
const KNOWN: Record<string, string> = { NotAllowedError: "scan.denied", NotFoundError: "scan.none" };

/** Whether this browser lets a page have the camera: over https, or on the machine itself. */
export const canScan = (): boolean => window.isSecureContext && "mediaDevices" in navigator;

/** Reads a code through the camera; where a page may not have it, says so. */
export function Scanner({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation("redemptions");
  const [isOn, turn] = useState(false);
  if (!canScan()) {
    return (
      <Text fz="xs" c="dimmed">
        {t("scan.impossible")}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="default" leftSection={isOn ? <IconCameraOff size={18} /> : <IconCamera size={18} />} onClick={() => turn(!isOn)}>
          {t(isOn ? "scan.stop" : "scan.start")}
        </Button>
      </Group>
      {isOn && (
        <Camera
          onCode={(code) => {
            turn(false);
            onCode(code);
          }}
        />
      )}
    </Stack>
  );
}

function Camera({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation("redemptions");
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(onCode);
  const [failure, setFailure] = useState<Error>();
  useEffect(() => {
    tell.current = onCode;
  });
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const leave = () => stream?.getTracks().forEach((track) => track.stop());
    const start = async () => {
      try {
        const [look] = await Promise.all([
          newLook(),
          navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } }).then((got) => (stream = got)),
        ]);
        const view = video.current;
        if (isGone || !view || !stream) return leave();
        view.srcObject = stream;
        await view.play();
        const see = async () => {
          const code = await look(view);
          if (isGone) return;
          if (code) tell.current(code);
          else timer = setTimeout(() => void see(), EVERY);
        };
        void see();
      } catch (error) {
        leave();
        if (!isGone) setFailure(error instanceof Error ? error : new Error(String(error)));
      }
    };
    void start();
    return () => {
      isGone = true;
      clearTimeout(timer);
      leave();
    };
  }, []);
  if (failure) {
    const known = KNOWN[failure.name];
    return (
      <Alert color="orange" variant="light" title={t("scan.refused")}>
        {known ? t(known) : failure.message}
      </Alert>
    );
  }
  return (
    <>
      <Text fz="sm" c="dimmed">
        {t("scan.hold")}
      </Text>
      <video ref={video} className="lg-camera" muted playsInline aria-label={t("scan.view")} />
    </>
  );
}
