import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconCamera, IconCameraOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface Found {
  rawValue: string;
}
interface Detector {
  detect: (source: HTMLVideoElement) => Promise<Found[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new () => Detector;
  }
}

const EVERY = 250;

/** Whether this browser can read codes through a camera. */
export const canScan = (): boolean => window.BarcodeDetector !== undefined && window.isSecureContext && "mediaDevices" in navigator;

/** Reads a code through the phone's camera, where the browser offers it; else says so. */
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
  const [failure, setFailure] = useState("");
  useEffect(() => {
    tell.current = onCode;
  });
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const detector = window.BarcodeDetector && new window.BarcodeDetector();
    const look = async () => {
      const view = video.current;
      if (isGone || !view || !detector) return;
      const found = view.readyState >= view.HAVE_CURRENT_DATA ? await detector.detect(view).catch(() => []) : [];
      const code = found.map(({ rawValue }) => rawValue.trim()).find(Boolean);
      if (code) tell.current(code);
      else timer = setTimeout(() => void look(), EVERY);
    };
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (isGone || !video.current) return;
        video.current.srcObject = stream;
        await video.current.play();
        void look();
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    };
    void start();
    return () => {
      isGone = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  if (failure) {
    return (
      <Alert color="orange" variant="light" title={t("scan.refused")}>
        {failure}
      </Alert>
    );
  }
  return <video ref={video} className="lg-camera" muted playsInline aria-label={t("scan.view")} />;
}
