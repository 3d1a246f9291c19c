/** Other windows of this browser share the session: one in which somebody signs in tells those in which it had ended. */
const channel = new BroadcastChannel('shouhu-session');

export const otherWindows = {
  tellSignedIn: (): void => channel.postMessage('signed in'),
  /** @returns what ends the listening */
  onSignedIn: (heard: () => void): (() => void) => {
    channel.addEventListener('message', heard);
    return () => channel.removeEventListener('message', heard);
  },
};
