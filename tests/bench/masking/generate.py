"""Writes a CSV of customers of about SIZE bytes: generate.py FILE SIZE."""
import random
import sys

FIRST = ["Anna", "Tom", "Maria", "Jörg", "Wei", "Olga", "Ahmed", "Sofia"]
LAST = ["Schmidt", "O'Brien", "Garcia", "Müller", "Chen", "Ivanova", "Hassan", "Rossi"]
WORDS = ("the quick brown fox jumps over a lazy dog while order status was changed to shipped and invoice paid by "
         "customer").split()


def with_check_digit(digits):
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def row(number, draw):
    first, last = draw.choice(FIRST), draw.choice(LAST)
    note = " ".join(draw.choices(WORDS, k=draw.randint(8, 30)))
    if draw.random() < 0.1:
        note += f", call +49 30 {draw.randint(1000000, 9999999)}"
    return (f"{number},2024-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}T{draw.randint(0, 23):02}:15:00Z,"
            f"{first} {last},{first.lower()}.{draw.randint(1, 99999)}@example.org,+49 30 {draw.randint(1000000, 9999999)},"
            f"{with_check_digit('4' + str(draw.randint(10**13, 10**14 - 1)))},{draw.random() * 1000:.2f},"
            f"10.{draw.randint(0, 255)}.{draw.randint(0, 255)}.{draw.randint(1, 254)},\"{note}\"\n")


def main():
    path, size = sys.argv[1], int(sys.argv[2])
    draw = random.Random(1)
    block = "".join(row(number, draw) for number in range(1, 100_001))
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,created,name,email,phone,card,amount,ip,note\n")
        written = 0
        while written < size:
            file.write(block)
            written += len(block)


main()
