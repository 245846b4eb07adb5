"""What happens to payments and refunds. Modules are imported by name: `orders`, `settlement`, `refunds`."""
