#!/usr/bin/env python3
"""Writes fixtures/tiny_llama: a random Llama with a byte-level BPE tokenizer, and what transformers makes of it.

    python tests/program/make_tiny_llama.py      # transformers 5.24, tokenizers 0.22, torch 2.11
"""
import json
import pathlib
import shutil

import tokenizers
import torch
import transformers

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE / "fixtures" / "tiny_llama"
TEMPLATE = ("{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
            "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")
PROMPTS = ["It was", "Her mother said that the house", "Añejo 日本 🙂"]


def tokenizer():
    made = tokenizers.Tokenizer(tokenizers.models.BPE())
    made.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = tokenizers.decoders.ByteLevel()
    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=340, special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    made.train([str(HERE / "fixtures" / "austen.txt")], trainer)
    return transformers.PreTrainedTokenizerFast(tokenizer_object=made, bos_token="<|endoftext|>",
                                                eos_token="<|im_end|>", chat_template=TEMPLATE)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    torch.manual_seed(5)
    tokens = tokenizer()
    config = transformers.LlamaConfig(
        vocab_size=len(tokens), hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=256, tie_word_embeddings=True, bos_token_id=0, eos_token_id=2)
    model = transformers.LlamaForCausalLM(config).float().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.copy_(torch.randn_like(parameter) * 0.4)
    model.save_pretrained(FOLDER)
    tokens.save_pretrained(FOLDER)
    (FOLDER / "generation_config.json").write_text(json.dumps({"eos_token_id": 2}))
    texts = []
    for prompt in PROMPTS:
        ids = tokens(prompt, return_tensors="pt").input_ids
        with torch.no_grad():
            made = model.generate(ids, max_new_tokens=24, do_sample=False, pad_token_id=0)[0, ids.shape[1]:].tolist()
        end = made.index(2) if 2 in made else len(made)
        texts.append({"prompt": prompt, "prompt_ids": ids[0].tolist(), "tokens": made[:end],
                      "text": tokens.decode(made[:end]), "finish_reason": "stop" if 2 in made else "length"})
    chat = tokens.apply_chat_template([{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}],
                                      add_generation_prompt=True, tokenize=True, return_dict=True)["input_ids"]
    text = (HERE / "fixtures" / "austen.txt").read_text()[:3000]
    ids = tokens(text, return_tensors="pt").input_ids[0]
    nats, count = 0.0, 0
    for begin in range(0, len(ids) - 63, 64):
        window = ids[begin:begin + 64].unsqueeze(0)
        with torch.no_grad():
            logits = model(window).logits[0, :-1].log_softmax(-1)
        nats -= logits.gather(1, window[0, 1:, None]).sum().item()
        count += 63
    (FOLDER / "golden.json").write_text(json.dumps(
        {"texts": texts, "chat_ids": list(chat), "windows": {"context": 64, "characters": 3000, "tokens": count,
                                                             "nll": nats / count}}, ensure_ascii=False, indent=1))


main()
