import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { ok, problem, warning, type Finding } from './finding.ts';

const subject = 'Disk';
const tooLittle = 200 * 1024 ** 2;
const little = 2 * 1024 ** 3;

/** Can DATA_DIR be written, and is there room. */
export async function checkDisk(
  dataDir: string,
  freeBytesOf: (path: string) => Promise<number> = freeBytes,
): Promise<readonly Finding[]> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return [
      problem(
        subject,
        `DATA_DIR (${dataDir}) cannot be written (${code}).`,
        'Give the folder to the user that runs Limner, or set DATA_DIR to another one.',
      ),
    ];
  }
  const free = await freeBytesOf(dataDir);
  const sentence = `DATA_DIR has ${inWords(free)} left.`;
  if (free < tooLittle) {
    return [problem(subject, sentence, 'Free some space: Limner buys nothing while it could not keep it.')];
  }
  if (free < little) {
    return [
      warning(
        subject,
        sentence,
        'Free some space soon, or shorten RETENTION_DAYS: a picture takes about 2 MB.',
      ),
    ];
  }
  return [ok(subject, sentence)];
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

function inWords(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`;
}
