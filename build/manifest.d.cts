export const DEVELOPMENT: string;
export function manifestAt(manifest: string, address: string): string;
export function withNamespace(manifest: string): string;
