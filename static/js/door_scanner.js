// Reads a QR code with the camera: by the browser itself, else with a decoder that is fetched only then.

const EVERY = 150;

async function decoder(address) {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  await import(address);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return globalThis.jsQR(data, width, height)?.data;
  };
}

// The text of the first code that is seen, nothing where the dialog was closed
export async function scan(dialog) {
  const video = dialog.querySelector("video");
  const status = dialog.querySelector("[role=status]");
  status.textContent = "";
  dialog.showModal();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    return await watch(dialog, video, await decoder(dialog.dataset.decoder));
  } catch {
    status.textContent = dialog.dataset.refused;
    return null;
  } finally {
    stream?.getTracks().forEach((track) => track.stop());
  }
}

async function watch(dialog, video, read) {
  while (dialog.open) {
    const text = video.videoWidth ? await read(video) : null;
    if (text) {
      dialog.close();
      return text;
    }
    await new Promise((done) => { setTimeout(done, EVERY); });
  }
  return null;
}
