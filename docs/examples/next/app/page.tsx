import { Account } from "./account";

export default function Page() {
  return (
    <main id="app">
      <Account />
    </main>
  );
}
