import { HttpClient } from "@angular/common/http";
import { Component, computed, inject, signal } from "@angular/core";
import { tokenSignal, tokenStateSignal } from "evertoken/angular";
import { tokens } from "./tokens";

@Component({
  selector: "app-account",
  template: `<output data-token>{{ name() }}</output>`,
})
export class Account {
  private readonly token = tokenSignal(tokens);
  protected readonly name = computed(() => this.token()?.details["name"] ?? "none");
}

@Component({
  selector: "app-root",
  imports: [Account],
  template: `
    <h1>Account</h1>
    <app-account />
    <p>
      <output data-phase>{{ state().phase }}</output>
      @if (state().error?.action === "signIn") {
        <button (click)="signIn()">Sign in again</button>
      }
    </p>
    <button (click)="isOpen.set(!isOpen())">Details</button>
    @if (isOpen()) {
      <app-account />
    }
    <button (click)="order()">Orders</button>
    <output data-orders>{{ orders() }}</output>
  `,
})
export class App {
  private readonly http = inject(HttpClient);
  protected readonly state = tokenStateSignal(tokens);
  protected readonly isOpen = signal(true);
  protected readonly orders = signal("");

  protected signIn(): void {
    void tokens.start();
  }

  protected order(): void {
    this.http.get<object>("/api/orders").subscribe({
      next: (orders) => this.orders.set(JSON.stringify(orders)),
      error: ({ status }: { status: number }) => this.orders.set(String(status)),
    });
  }
}
