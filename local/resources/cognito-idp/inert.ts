import { z } from 'zod';

/** Understood by name, and without effect here: no mail is sent, no device or address is watched, no page is drawn. */
export const inert = z.unknown().optional();
