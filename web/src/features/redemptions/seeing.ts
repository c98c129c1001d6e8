interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
interface Detectors {
  new (): Detector;
  getSupportedFormats: () => Promise<string[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: Detectors;
  }
}

/** Looks once at what the camera shows. */
export type Look = (view: HTMLVideoElement) => Promise<string | undefined>;

const WIDEST = 1280;

/** By the browser itself where it reads codes (Android, macOS); else by a reader that is fetched only then. */
export async function newLook(): Promise<Look> {
  const formats = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!window.BarcodeDetector || !formats.includes("qr_code") || !formats.includes("code_128")) return ownLook();
  const detector = new window.BarcodeDetector();
  return async (view) => {
    const found = await detector.detect(view).catch(() => []);
    return found.map(({ rawValue }) => rawValue.trim()).find(Boolean);
  };
}

async function ownLook(): Promise<Look> {
  const { readPicture } = await import("@/features/redemptions/reader");
  const canvas = document.createElement("canvas");
  const seen = new Set<string>();
  let isTurned = false;
  return (view) => {
    // Bars are read across; those that stand on end are found in every second picture.
    const picture = drawn(canvas, view, isTurned);
    isTurned = !isTurned;
    const read = picture && readPicture(picture);
    const text = read?.text.trim();
    if (!text) return Promise.resolve(undefined);
    const isSure = read?.sure === true || seen.has(text);
    seen.add(text);
    return Promise.resolve(isSure ? text : undefined);
  };
}

function drawn(canvas: HTMLCanvasElement, view: HTMLVideoElement, isTurned: boolean): ImageData | undefined {
  const scale = Math.min(1, WIDEST / Math.max(view.videoWidth, view.videoHeight));
  const [width, height] = [Math.round(view.videoWidth * scale), Math.round(view.videoHeight * scale)];
  if (width === 0 || height === 0) return undefined;
  canvas.width = isTurned ? height : width;
  canvas.height = isTurned ? width : height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return undefined;
  if (isTurned) context.setTransform(0, 1, -1, 0, height, 0);
  context.drawImage(view, 0, 0, width, height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
