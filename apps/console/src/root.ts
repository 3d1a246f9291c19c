import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';

/** Every page lies in the frame. Capabilities hang their routes below it and load their screens when they are opened. */
export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
