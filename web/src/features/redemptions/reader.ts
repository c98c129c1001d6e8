import BarcodeFormat from "@zxing/library/esnext/core/BarcodeFormat";
import BinaryBitmap from "@zxing/library/esnext/core/BinaryBitmap";
import HybridBinarizer from "@zxing/library/esnext/core/common/HybridBinarizer";
import DecodeHintType from "@zxing/library/esnext/core/DecodeHintType";
import Code128Reader from "@zxing/library/esnext/core/oned/Code128Reader";
import Code39Reader from "@zxing/library/esnext/core/oned/Code39Reader";
import ITFReader from "@zxing/library/esnext/core/oned/ITFReader";
import MultiFormatUPCEANReader from "@zxing/library/esnext/core/oned/MultiFormatUPCEANReader";
import QRCodeReader from "@zxing/library/esnext/core/qrcode/QRCodeReader";
import RGBLuminanceSource from "@zxing/library/esnext/core/RGBLuminanceSource";

const HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.EAN_13, BarcodeFormat.EAN_8, BarcodeFormat.UPC_A, BarcodeFormat.UPC_E]],
  // Part of a longer code of bars is no code.
  [DecodeHintType.ALLOWED_LENGTHS, [14]],
]);
const SQUARE = new QRCodeReader();
const BARS = [new Code128Reader(), new MultiFormatUPCEANReader(HINTS), new Code39Reader(), new ITFReader()];

export interface Read {
  text: string;
  /** A QR code tells when it is misread; bars are believed when they are read twice. */
  sure: boolean;
}

/** The code in a picture, by this package alone: for browsers that read none themselves. */
export function readPicture({ data, width, height }: ImageData): Read | undefined {
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = ((data[at * 4] ?? 0) + 2 * (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0)) / 4;
  const picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
  for (const reader of [SQUARE, ...BARS]) {
    try {
      return { text: reader.decode(picture, HINTS).getText(), sure: reader === SQUARE };
    } catch {
      // None of this kind is in the picture.
    }
  }
  return undefined;
}
