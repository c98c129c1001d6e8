/**
 * A fetch that tells how much of the body was sent, which the browser's own cannot.
 * Large files take minutes on the way, and somebody waits.
 */
export const fetchTelling =
  (tell: (share: number) => void) =>
  async (request: Request): Promise<Response> => {
    const body = await request.blob();
    return new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open(request.method, request.url);
      request.headers.forEach((value, name) => sending.setRequestHeader(name, value));
      sending.responseType = "blob";
      sending.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0);
      sending.onload = () => resolve(new Response(sending.response as Blob, { status: sending.status, headers: headersOf(sending) }));
      sending.onerror = () => reject(new TypeError("The connection broke while the file was sent."));
      sending.onabort = () => reject(new DOMException("Stopped", "AbortError"));
      request.signal.addEventListener("abort", () => sending.abort());
      sending.send(body);
    });
  };

function headersOf(answered: XMLHttpRequest): Headers {
  const lines = answered.getAllResponseHeaders().trim().split(/\r?\n/).filter(Boolean);
  return new Headers(lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
}
