import { rmSync } from 'node:fs';

export default function removeAssembly(): void {
  rmSync(process.env.STORIES_ASSEMBLIES ?? '', { recursive: true, force: true });
}
